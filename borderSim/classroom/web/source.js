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

/** The days of one run as they become known. */
export class Track {
  constructor(header) {
    this.header = header;
    this.days = 0;
    this.counts = { totals: {}, states: {} }; // by name, a number a day
    this.sums = {}; // of totals, since the first day
    this.posts = {}; // by name, by post, a number a day
    this.postSums = {};
    this.byDay = [];
    this.kept = false; // whether there is any event
  }

  /** Add days that follow the last one; days that are known already are taken back first. */
  add(chunk) {
    if (chunk.from > this.days) throw new Error(`days ${this.days} to ${chunk.from} are missing`);
    if (chunk.from < this.days) this.cut(chunk.from);
    for (const part of ["totals", "states"])
      for (const [name, values] of Object.entries(chunk[part])) (this.counts[part][name] ??= []).push(...values);
    for (const [name, values] of Object.entries(chunk.totals)) addUp((this.sums[name] ??= []), values);
    for (const [name, posts] of Object.entries(chunk.posts)) {
      const [mine, sums] = [(this.posts[name] ??= posts.map(() => [])), (this.postSums[name] ??= posts.map(() => []))];
      posts.forEach((values, place) => {
        mine[place].push(...values);
        addUp(sums[place], values);
      });
    }
    this.days = chunk.to;
    while (this.byDay.length < this.days) this.byDay.push([]);
    this.file(chunk.events);
  }

  /** Put events, which come as columns, to their days. */
  file(columns) {
    this.kept ||= Boolean(columns.id?.length);
    const names = Object.keys(columns);
    (columns.id ?? []).forEach((_, row) => {
      const event = {};
      for (const name of names) if (columns[name][row] !== null) event[name] = columns[name][row];
      this.byDay[event.day].push(event);
    });
  }

  /** Take back all days from one on. */
  cut(day) {
    this.days = Math.min(this.days, day);
    const lists = [this.counts.totals, this.counts.states, this.sums].flatMap((part) => Object.values(part));
    for (const part of [this.posts, this.postSums]) lists.push(...Object.values(part).flat());
    for (const values of lists) values.length = this.days;
    this.byDay.length = this.days;
  }

  /** One number of a frame: of what is counted the sum so far, of states how they stand. */
  value(part, name, day) {
    const last = Math.min(day, this.days - 1);
    if (part === "state") return last < 0 ? null : this.counts.states[name]?.[last] ?? null;
    return last < 0 ? 0 : this.sums[name]?.[last] ?? null;
  }

  /** @returns {Frame} */
  frame(day) {
    const last = Math.min(day, this.days - 1);
    const at = (values) => (last < 0 ? 0 : values[last]);
    const frame = { day: last, today: {}, total: {}, state: {}, posts: [], events: last < 0 ? [] : this.byDay[last] };
    for (const [name, values] of Object.entries(this.counts.totals)) frame.today[name] = at(values);
    for (const [name, values] of Object.entries(this.sums)) frame.total[name] = at(values);
    for (const name of Object.keys(this.counts.states)) frame.state[name] = this.value("state", name, last);
    this.header.posts.forEach((_, place) => {
      const post = {};
      for (const name of Object.keys(this.posts))
        post[name] = { today: at(this.posts[name][place]), total: at(this.postSums[name][place]) };
      frame.posts.push(post);
    });
    return frame;
  }
}

function addUp(sums, values) {
  let sum = sums.at(-1) ?? 0;
  for (const value of values) sums.push((sum += value ?? 0));
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

  /** One number up to a day: `part` is "total" or "state". */
  value(track, part, name, day) {
    return this.runs.get(track).value(part, name, day);
  }

  /** Events of the days `from` to `to` - 1. */
  events(track, from, to) {
    return this.runs.get(track).byDay.slice(Math.max(0, from), to).flat();
  }

  /** Whether single events are known of a run, or only what was counted. */
  hasEvents(track) {
    return this.runs.get(track).kept;
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
