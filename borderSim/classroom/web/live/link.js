/** The socket to the server: it comes back by itself, however long the laptop slept. */

const ALIVE_MS = 10_000;
const SILENT_MS = 25_000;
const WAITS_S = [1, 2, 4, 8, 15];

/**
 * Looks like a WebSocket to whoever listens: `message` events with text in `data`, `send(text)`.
 * Beside that it tells `state` events with `detail.state`: `connecting`, `open`, `lost` (and `detail.seconds`).
 */
export class Link extends EventTarget {
  /** @param {string} path of the socket on this server */
  constructor(path) {
    super();
    this.address = `ws://${location.host}${path}`;
    this.tries = 0;
    this.heard = 0;
    this.state = "connecting";
    window.setInterval(() => this.#listenForLife(), ALIVE_MS / 2);
    for (const [target, type] of [[window, "online"], [window, "pageshow"], [document, "visibilitychange"]]) {
      target.addEventListener(type, () => this.state === "lost" && this.#connect());
    }
    this.#connect();
  }

  /** @returns {boolean} whether something can be sent now */
  get open() {
    return this.state === "open";
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it was sent
   */
  send(text) {
    if (!this.open) return false;
    this.socket.send(text);
    return true;
  }

  #connect() {
    window.clearTimeout(this.timer);
    this.#tell("connecting");
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.addEventListener("open", () => {
      if (socket !== this.socket) return;
      this.tries = 0;
      this.heard = Date.now();
      this.#tell("open");
    });
    socket.addEventListener("message", (event) => {
      if (socket !== this.socket) return;
      this.heard = Date.now();
      this.dispatchEvent(new MessageEvent("message", {data: event.data}));
    });
    socket.addEventListener("close", () => socket === this.socket && this.#lost());
  }

  #lost() {
    this.socket = null;
    const seconds = WAITS_S[Math.min(this.tries++, WAITS_S.length - 1)];
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.#connect(), seconds * 1000);
    this.#tell("lost", seconds);
  }

  /** Asks for a sign of life, and gives a socket up that gave none for long: after a sleep it looks open and is not. */
  #listenForLife() {
    if (!this.open) return;
    const silent = Date.now() - this.heard;
    if (silent > SILENT_MS) {
      const dead = this.socket;
      this.#lost();
      dead.close();
    } else if (silent > ALIVE_MS) {
      this.socket.send('{"do":"alive"}');
    }
  }

  #tell(state, seconds = 0) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", {detail: {state, seconds}}));
  }
}
