"""How a study is carried out: tasks, workers, part files, result folders, engines."""
