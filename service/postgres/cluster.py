"""The files of an embedded server: made whole or not at all, open to their owner alone."""

import os
import pwd
import shutil
from pathlib import Path
from typing import Final

from service.postgres.launch import Launch

SUPERUSER: Final = "postgres"
ROLES: Final = ("roadmap_app", "roadmap_projector", "roadmap_signer", "roadmap_auditor", "roadmap_eraser")
"""Whom the service's parts log in as. ``roadmap_owner`` is only ever taken on, by the superuser who migrates."""

_FIRST_WITH_BUILTIN_LOCALE: Final = 17


def ready_made(launch: Launch) -> Path:
    """Return the cluster, made on the first start, with access for whom the server meets at its socket today."""
    cluster = launch.home / "cluster"
    if not cluster.exists():
        _make(launch, cluster)
    accounts = {launch.account.pw_name, pwd.getpwuid(os.geteuid()).pw_name}  # differ where root changes the user
    (cluster / "pg_hba.conf").write_text("local all all peer map=roadmap\n")
    (cluster / "pg_ident.conf").write_text(
        "".join(f'roadmap "{account}" {role}\n' for account in sorted(accounts) for role in (SUPERUSER, *ROLES))
    )
    return cluster


def _make(launch: Launch, cluster: Path) -> None:
    """Make it beside its place and move it there: an interrupted first start begins anew."""
    half = cluster.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    launch.own(half)
    launch.run("initdb", "-D", half, "-U", SUPERUSER, "-E", "UTF8", "--no-instructions", *_locale(launch))
    single = ("--single", "-D", half, "-c", "exit_on_error=on", "postgres")
    launch.run("postgres", *single, say="create database roadmap\n")
    half.rename(cluster)


def _locale(launch: Launch) -> tuple[str, ...]:
    version = launch.run("postgres", "--version").split()[2]  # "postgres (PostgreSQL) 18.6"
    if int(version.split(".")[0]) < _FIRST_WITH_BUILTIN_LOCALE:
        return ("--locale=C.UTF-8",)
    return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
