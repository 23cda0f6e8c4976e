"""The program: `python -m service`, or `roadmap` where it is installed."""

from service.cli.main import main

if __name__ == "__main__":
    main()
