/** The page that waits: it counts, asks whether the room is ready, and opens it at the same address. */

const ASK = 1000; // milliseconds between two questions
const MISSES = 5; // answers that may fail before it is said that the server is gone
const clock = document.getElementById("clock");
const began = performance.now();
let missed = 0;

function count() {
  const seconds = Math.floor((performance.now() - began) / 1000);
  clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

async function ask() {
  try {
    const answer = await fetch("/ready.json", {cache: "no-store"});
    missed = 0;
    if ((await answer.json()).ready) return location.reload();
  } catch {
    missed += 1;
  }
  for (const line of document.querySelectorAll(".gone")) line.hidden = missed < MISSES;
  setTimeout(ask, ASK);
}

setInterval(count, 500);
ask();
