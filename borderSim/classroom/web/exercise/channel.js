/** The channel of a seat: it comes back by itself, and hands on what the server sends. */

const NOT_ALLOWED = 4403;
const AGAIN_AFTER = [500, 1000, 2000, 4000];

/** Messages of the server as events of their kind (`room`, `problem`, `days` ...), `open`, `lost` and `refused`. */
export class Channel extends EventTarget {
  /**
   * @param {string} seat - `wall`, `facilitator` or a role.
   * @param {string} key - what wall and facilitator must know.
   */
  constructor(seat, key) {
    super();
    this.seat = seat;
    this.key = key;
    this.tries = 0;
    this.open();
  }

  /** Connect; when the connection is lost, once more after a while. */
  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const asked = new URLSearchParams({seat: this.seat, key: this.key});
    this.socket = new WebSocket(`${scheme}://${location.host}/exercise/ws?${asked}`);
    this.socket.addEventListener("open", () => {
      this.tries = 0;
      this.dispatchEvent(new Event("open"));
    });
    this.socket.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      this.dispatchEvent(new CustomEvent(message.is, {detail: message}));
      this.dispatchEvent(new CustomEvent("message", {detail: message}));
    });
    this.socket.addEventListener("close", (event) => {
      if (event.code === NOT_ALLOWED) return this.dispatchEvent(new Event("refused"));
      this.dispatchEvent(new Event("lost"));
      setTimeout(() => this.open(), AGAIN_AFTER[Math.min(this.tries++, AGAIN_AFTER.length - 1)]);
    });
  }

  /**
   * Ask the server for something.
   * @param {string} what
   * @param {Object<string, *>} [more]
   */
  do(what, more = {}) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({do: what, ...more}));
  }

  /** Cut the connection for good. */
  end() {
    this.open = () => {};
    this.socket.close();
  }
}
