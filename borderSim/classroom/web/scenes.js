/** The nine scenes of the demonstration, in their order. Each has `steps` and `draw(data, step)`. */

import * as bet from "./scenes/bet.js";
import * as chain from "./scenes/chain.js";
import * as country from "./scenes/country.js";
import * as gears from "./scenes/gears.js";
import * as goals from "./scenes/goals.js";
import * as halves from "./scenes/halves.js";
import * as honesty from "./scenes/honesty.js";
import * as network from "./scenes/network.js";
import * as warehouse from "./scenes/warehouse.js";

export const SCENES = { country, bet, halves, chain, honesty, warehouse, network, gears, goals };
export const NAMES = Object.keys(SCENES);
/** Minutes of each scene, as the trainer's guide has them. */
export const MINUTES = { country: 1, bet: 3, halves: 4, chain: 2, honesty: 2, warehouse: 2, network: 2, gears: 2, goals: 2 };
