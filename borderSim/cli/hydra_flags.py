"""Flags of Hydra's own command line that have no place here, each with the sentence that says what stands in its place."""

HYDRA_ALONE = {
    "--info": "Hydra's own report is not shown; --cfg job prints what would be computed, 'bordersim params' and "
    "'bordersim scenarios' what can be set, and a result's manifest.json what it was made with",
    "-i": "Hydra's own report is not shown; --cfg job prints what would be computed",
    "--config-path": "the shipped configuration stays where it is; a folder of your own is named by --config-dir DIR",
    "-cp": "the shipped configuration stays where it is; a folder of your own is named by --config-dir DIR",
    "--config-name": "a scenario is named by scenario=NAME or scenario=FILE.yaml",
    "-cn": "a scenario is named by scenario=NAME or scenario=FILE.yaml",
    "--package": "--cfg job prints the whole configuration; a part of it is read from that",
    "-p": "--cfg job prints the whole configuration; a part of it is read from that",
    "--shell-completion": "tab completion is installed with 'bordersim --completion bash' (or zsh, fish)",
    "-sc": "tab completion is installed with 'bordersim --completion bash' (or zsh, fish)",
    "--hydra-help": "'bordersim --help' and 'bordersim COMMAND --help' tell all flags there are",
    "--run": "a single run is what 'bordersim run' does without any flag; several values need -m",
    "-r": "a single run is what 'bordersim run' does without any flag; several values need -m",
    "--experimental-rerun": "the same command typed again goes on or shows what is there; a row is made again by its seed",
}
"""Sentence by flag, in the long and the short form."""
