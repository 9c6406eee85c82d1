/** What the server has told of each track: its header and its days as columns. */

/** Days of all tracks of a session. */
export class Store {
  constructor() {
    this.clear();
  }

  /** Forget everything. */
  clear() {
    this.session = null;
    this.headers = {};
    this.totals = {};
    this.days = {};
  }

  /**
   * Take in a message of the server.
   * @param {Object} message
   */
  take(message) {
    if (message.is === "session") this.#session(message);
    else if (message.is === "track") this.headers[message.track] = message.header;
    else if (message.is === "days") this.#add(message.track, message.chunk);
    else if (message.is === "cut") this.#cut(message.track, message.day);
  }

  /**
   * @param {string} track
   * @param {string} name of a count
   * @param {number} from first day
   * @returns {number} its sum from that day on
   */
  sum(track, name, from = 0) {
    return (this.totals[track]?.[name] ?? []).slice(from).reduce((a, b) => a + (b ?? 0), 0);
  }

  #session(message) {
    const there = new Set(message.tracks.map((x) => x.track));
    for (const name of Object.keys(this.headers)) {
      if (!there.has(name)) for (const part of [this.headers, this.totals, this.days]) delete part[name];
    }
    this.session = message;
  }

  #add(track, chunk) {
    const mine = (this.totals[track] ??= {});
    for (const [name, values] of Object.entries(chunk.totals)) {
      mine[name] = [...(mine[name] ?? []).slice(0, chunk.from), ...values];
    }
    this.days[track] = chunk.to;
  }

  #cut(track, day) {
    for (const [name, values] of Object.entries(this.totals[track] ?? {})) {
      this.totals[track][name] = values.slice(0, day);
    }
    this.days[track] = Math.min(day, this.days[track] ?? 0);
  }
}
