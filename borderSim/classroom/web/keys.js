/** Keys of a page: {key: act}. Keys in a field that is typed into, and with Ctrl or Alt, are left alone. */

export function useKeys(table) {
  const act = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const where = event.target;
    if (where.matches?.("input:not([type=range]):not([type=checkbox]), textarea, select")) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!table[name]) return;
    if (name === " " && where.matches?.("button, a, summary, input")) return;
    if (where.matches?.("input[type=range]") && name.startsWith("Arrow")) return;
    event.preventDefault();
    table[name](event);
  };
  document.addEventListener("keydown", act);
  return () => document.removeEventListener("keydown", act);
}
