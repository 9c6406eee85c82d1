/** The socket to the server: it comes back by itself, however long the laptop slept. Every page that has a server uses it. */

const LOOK_MS = 5_000;
const QUIET_MS = 10_000; // so long without a word, and the server is asked for a sign of life
const PATIENCE_MS = 15_000; // so long without an answer, and the socket is given up: after a sleep it may look open and not be
const WAITS_S = [1, 2, 4, 8, 15];
const NOT_ALLOWED = 4403; // the server will not have this page, and trying again is of no use
const AWAKE = [[window, "online"], [window, "pageshow"], [document, "visibilitychange"]];

/**
 * Tells each message of the server as `said`, with the message in `detail`, and as `state` how it
 * stands: `detail.state` is `connecting`, `open`, `lost` (next try in `detail.seconds`) or `refused`.
 */
export class Link extends EventTarget {
  /** @param {string} path of the socket on this server */
  constructor(path) {
    super();
    this.address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    this.tries = 0;
    this.ended = new AbortController();
    this.looking = window.setInterval(() => this.#look(), LOOK_MS);
    for (const [target, kind] of AWAKE) target.addEventListener(kind, () => this.#wake(), {signal: this.ended.signal});
    this.#connect();
  }

  /** @returns {boolean} whether something can be sent now */
  get open() {
    return this.state === "open";
  }

  /**
   * @param {Object} message
   * @returns {boolean} whether it was sent
   */
  send(message) {
    if (!this.open) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Cut the connection for good. */
  end() {
    this.ended.abort();
    this.#drop();
  }

  #connect() {
    window.clearTimeout(this.timer);
    this.#tell("connecting");
    const socket = (this.socket = new WebSocket(this.address));
    this.asked = Date.now();
    const hear = (kind, act) => socket.addEventListener(kind, (event) => socket === this.socket && act(event));
    hear("open", () => {
      this.tries = 0;
      this.#heard();
      this.#tell("open");
    });
    hear("message", (event) => {
      this.#heard();
      this.dispatchEvent(new CustomEvent("said", {detail: JSON.parse(event.data)}));
    });
    hear("close", (event) => (event.code === NOT_ALLOWED ? this.#refused() : this.#lost()));
  }

  #heard() {
    this.heard = Date.now();
    this.asked = null;
  }

  #lost() {
    const seconds = WAITS_S[Math.min(this.tries++, WAITS_S.length - 1)];
    this.#drop();
    this.looking = window.setInterval(() => this.#look(), LOOK_MS);
    this.timer = window.setTimeout(() => this.#connect(), seconds * 1000);
    this.#tell("lost", seconds);
  }

  #refused() {
    this.#drop();
    this.#tell("refused");
  }

  /** Let go of the socket and of all that waits for it. */
  #drop() {
    const socket = this.socket;
    this.socket = null;
    window.clearTimeout(this.timer);
    window.clearInterval(this.looking);
    socket?.close();
  }

  /** Whether there is life at the other end: asks after a silence, and gives up what does not answer. */
  #look() {
    if (!this.socket) return;
    const now = Date.now();
    if (this.asked !== null && now - this.asked > PATIENCE_MS) this.#lost();
    else if (this.asked === null && now - this.heard > QUIET_MS) {
      this.asked = now;
      this.send({do: "alive"});
    }
  }

  /** The page is seen again, or the network is there again. */
  #wake() {
    if (this.state === "lost") this.#connect();
    else this.#look();
  }

  #tell(state, seconds = 0) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", {detail: {state, seconds}}));
  }
}
