"""Read models and the questions to them: disposable tables, rebuilt from the log at any time."""
