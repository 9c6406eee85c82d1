/** The page of a result: a player over the data that stands in the page. */

import { mountPlayer } from "./player.js";
import { FileSource } from "./source.js";
import { unpacked } from "./unpacked.js";
import { useTexts } from "./words.js";

const data = await unpacked();
useTexts(data.texts, data.language);
const where = document.getElementById("player");
if (data.runs.length) window.player = mountPlayer(where, new FileSource(data), { tracks: data.first });
