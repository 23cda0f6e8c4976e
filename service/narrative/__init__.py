"""The narrative: what happened, told in one sentence that can be read aloud."""
