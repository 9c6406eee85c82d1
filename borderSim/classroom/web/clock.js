/**
 * The day that is shown, and how fast it goes. Tells "day" when the day changes, "state" when it
 * starts, stops or changes its speed.
 */

export const SPEEDS = [2, 5, 10, 20, 40]; // days a second

export class Clock extends EventTarget {
  /** @param {() => number} known number of days that there are */
  constructor(known) {
    super();
    this.known = known;
    this.day = -1;
    this.part = 0; // of the day that goes on, 0 to 1, for what moves
    this.playing = false;
    this.speed = 2;
    this.before = null;
    this.tick = this.tick.bind(this);
  }

  get daysASecond() {
    return SPEEDS[this.speed];
  }

  play() {
    if (this.playing) return;
    if (this.day >= this.known() - 1) this.go(-1);
    this.playing = true;
    this.before = null;
    this.tell("state");
    requestAnimationFrame(this.tick);
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.tell("state");
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Show another day. */
  go(day) {
    const next = Math.max(-1, Math.min(day, this.known() - 1));
    this.part = 0;
    if (next === this.day) return;
    this.day = next;
    this.tell("day");
  }

  step(days) {
    this.pause();
    this.go(this.day + days);
  }

  faster(by) {
    this.speed = Math.max(0, Math.min(SPEEDS.length - 1, this.speed + by));
    this.tell("state");
  }

  tick(now) {
    if (!this.playing) return;
    // a laptop that slept, or a tab that was hidden, goes on where it was
    const passed = this.before === null ? 0 : Math.min(0.25, (now - this.before) / 1000);
    this.before = now;
    const part = this.part + passed * this.daysASecond;
    const days = Math.floor(part);
    if (days) this.go(this.day + days);
    this.part = part - days;
    if (this.day >= this.known() - 1) this.pause();
    else requestAnimationFrame(this.tick);
  }

  tell(kind) {
    this.dispatchEvent(new Event(kind));
  }
}
