/** Data inside a page: base64, gzip, JSON. */

/**
 * @param {string} id of the element that holds the letters
 * @returns {Promise<any>}
 */
export async function unpacked(id = "data") {
  const letters = document.getElementById(id).textContent.trim();
  const bytes = Uint8Array.from(atob(letters), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
