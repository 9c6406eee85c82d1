/**
 * Where the days come from: a file that holds them all, or a socket that brings them. One face for
 * both, so that a page draws the same from either.
 *
 * A source tells "days" (more are known), "cut" (days were taken back), "tracks" (another run is
 * there) as events; `detail.track` says of which run.
 *
 * @typedef {Object} Frame all that is drawn of one day
 * @property {number} day counted from 0; -1 is the evening before the first
 * @property {Object<string, number>} today what was counted on the day
 * @property {Object<string, number>} total what was counted since the first day
 * @property {Object<string, number>} state how things stand in the evening
 * @property {Array<Object<string, {today: number, total: number}>>} posts by post, in the header's order
 * @property {Array<Object>} events of the day
 */

const STEP = 64; // totals are kept at every so many days, and added up from there

/** The days of one run as they become known. */
export class Track {
  constructor(header) {
    this.header = header;
    this.days = 0;
    this.totals = {};
    this.states = {};
    this.posts = {};
    this.byDay = [];
    this.sums = [];
  }

  /** Add days that follow the last one; what lies before is taken as it was. */
  add(chunk) {
    if (chunk.from > this.days) throw new Error(`days ${this.days} to ${chunk.from} are missing`);
    if (chunk.from < this.days) this.cut(chunk.from);
    for (const part of ["totals", "states"])
      for (const [name, values] of Object.entries(chunk[part])) (this[part][name] ??= []).push(...values);
    for (const [name, posts] of Object.entries(chunk.posts)) {
      const mine = (this.posts[name] ??= posts.map(() => []));
      posts.forEach((values, place) => mine[place].push(...values));
    }
    this.days = chunk.to;
    while (this.byDay.length < this.days) this.byDay.push([]);
    const names = Object.keys(chunk.events);
    (chunk.events.id ?? []).forEach((_, row) => {
      const event = {};
      for (const name of names) {
        const value = chunk.events[name][row];
        if (value !== null) event[name] = value;
      }
      this.byDay[event.day].push(event);
    });
  }

  /** Take back all days from one on. */
  cut(day) {
    this.days = Math.min(this.days, day);
    for (const part of ["totals", "states"]) for (const values of Object.values(this[part])) values.length = this.days;
    for (const posts of Object.values(this.posts)) for (const values of posts) values.length = this.days;
    this.byDay.length = this.days;
    this.sums.length = Math.min(this.sums.length, Math.floor(this.days / STEP));
  }

  /** @returns {Frame} */
  frame(day) {
    const last = Math.min(day, this.days - 1);
    const at = (values) => (last < 0 ? 0 : values[last] ?? 0);
    const sums = this.upTo(last);
    const frame = { day: last, today: {}, total: sums.totals, state: {}, posts: [], events: last < 0 ? [] : this.byDay[last] };
    for (const [name, values] of Object.entries(this.totals)) frame.today[name] = at(values);
    for (const [name, values] of Object.entries(this.states)) frame.state[name] = last < 0 ? null : values[last] ?? null;
    this.header.posts.forEach((_, place) => {
      const post = {};
      for (const [name, posts] of Object.entries(this.posts))
        post[name] = { today: at(posts[place]), total: sums.posts[name][place] };
      frame.posts.push(post);
    });
    return frame;
  }

  /** Sums of the days 0 to `last`. */
  upTo(last) {
    const whole = Math.floor((last + 1) / STEP);
    while (this.sums.length < whole) this.sums.push(this.added(this.sums.at(-1), this.sums.length * STEP, (this.sums.length + 1) * STEP));
    return this.added(whole ? this.sums[whole - 1] : undefined, whole * STEP, last + 1);
  }

  added(before, from, to) {
    const plus = (start, values) => {
      let sum = start;
      for (let day = from; day < to; day++) sum += values[day] ?? 0;
      return sum;
    };
    const totals = {};
    for (const [name, values] of Object.entries(this.totals)) totals[name] = plus(before?.totals[name] ?? 0, values);
    const posts = {};
    for (const [name, all] of Object.entries(this.posts))
      posts[name] = all.map((values, place) => plus(before?.posts[name][place] ?? 0, values));
    return { totals, posts };
  }
}

class Source extends EventTarget {
  constructor() {
    super();
    this.runs = new Map();
  }

  /** Names of the runs, in their order. */
  tracks() {
    return [...this.runs.keys()];
  }

  header(track) {
    return this.runs.get(track).header;
  }

  /** Number of days of a run that are known. */
  known(track) {
    return this.runs.get(track).days;
  }

  /** @returns {Frame} */
  frame(track, day) {
    return this.runs.get(track).frame(day);
  }

  /** Events of the days `from` to `to` - 1. */
  events(track, from, to) {
    return this.runs.get(track).byDay.slice(Math.max(0, from), to).flat();
  }

  tell(kind, track) {
    this.dispatchEvent(new CustomEvent(kind, { detail: { track } }));
  }
}

/** All days at once: `{runs: [{track, header, chunk}]}`. */
export class FileSource extends Source {
  constructor(data) {
    super();
    for (const { track, header, chunk } of data.runs) {
      const run = new Track(header);
      run.add(chunk);
      this.runs.set(track, run);
    }
  }
}

/**
 * Days as a server sends them. `socket` needs `send(text)` and the event "message" alone.
 * What is no day or run of a country is handed on as the event "said", `detail` being the message.
 */
export class LiveSource extends Source {
  constructor(socket) {
    super();
    this.listen(socket);
  }

  /** Go on with another socket, after the first was lost. */
  listen(socket) {
    this.socket = socket;
    socket.addEventListener("message", (event) => this.take(JSON.parse(event.data)));
  }

  /** Ask the server for something. */
  ask(request) {
    this.socket.send(JSON.stringify(request));
  }

  take(message) {
    const { is, track } = message;
    if (is === "track") {
      this.runs.set(track, new Track(message.header));
      this.tell("tracks", track);
    } else if (is === "days") {
      this.runs.get(track).add(message.chunk);
      this.tell("days", track);
    } else if (is === "cut") {
      this.runs.get(track).cut(message.day);
      this.tell("cut", track);
    } else if (is === "gone") {
      this.runs.delete(track);
      this.tell("tracks", track);
    } else {
      this.dispatchEvent(new CustomEvent("said", { detail: message }));
    }
  }
}
