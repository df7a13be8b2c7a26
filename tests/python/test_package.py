# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The package as it is installed: types, stubs, what the wheel brings along, and the code in its README."""

from __future__ import annotations

import importlib.metadata
import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig

import pytest
from conftest import ROOT

import overstap

SOURCES = ROOT / "bindings" / "python"
PACKAGE = pathlib.Path(overstap.__file__).parent
EXTENSION = pathlib.Path(overstap._core.__file__)


def run(*command: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, **options)


def test_mypy_is_content() -> None:
    done = run(sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "src/overstap", cwd=SOURCES)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_installed_package_is_typed(tmp_path: pathlib.Path) -> None:
    assert (PACKAGE / "py.typed").exists()
    user = tmp_path / "user.py"
    user.write_text(
        "import overstap\n"
        "engine = overstap.open()\n"
        "score: float = engine.rank(engine.profile('x'))[0].score\n"
        "rows: overstap.Ranking = engine.rank(engine.profile('x'))[1:3]\n"
        "wrong: int = engine.rank(engine.profile('x'))[0].label\n"
    )
    done = run(sys.executable, "-m", "mypy", "--strict", str(user), cwd=tmp_path)
    assert re.findall(r"user.py:(\d+): error", done.stdout) == ["5"], done.stdout + done.stderr


def test_ruff_is_content() -> None:
    for command in (["check"], ["format", "--check"]):
        done = run(
            sys.executable,
            "-m",
            "ruff",
            *command,
            "--config",
            str(SOURCES / "pyproject.toml"),
            str(SOURCES),
            str(ROOT / "tests/python"),
            str(ROOT / "examples/python"),
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_stubs_are_those_of_the_extension(tmp_path: pathlib.Path) -> None:
    done = run("bash", str(ROOT / "scripts/python_stubs.sh"), sys.executable, str(tmp_path / "_core.pyi"))
    assert done.returncode == 0, done.stdout + done.stderr
    made, kept = (tmp_path / "_core.pyi").read_text(), (SOURCES / "src/overstap/_core.pyi").read_text()
    assert made == kept, "the stubs are old: scripts/python_stubs.sh PYTHON bindings/python/src/overstap/_core.pyi"


def test_the_file_name_fits_the_tag() -> None:
    tags = [
        line.split()[1] for line in importlib.metadata.distribution("overstap").read_text("WHEEL").splitlines() if line.startswith("Tag:")
    ]
    abi3 = sys.version_info >= (3, 12) and not sysconfig.get_config_var("Py_GIL_DISABLED")
    version = f"cp3{sys.version_info.minor}"
    assert all(tag.startswith("cp312-abi3-" if abi3 else f"{version}-{version}") for tag in tags), tags
    assert EXTENSION.name == ("_core.abi3.so" if abi3 else f"_core{sysconfig.get_config_var('EXT_SUFFIX')}")
    assert importlib.metadata.version("overstap") == overstap.__version__


def test_the_wheel_brings_licences_along() -> None:
    files = [str(file) for file in importlib.metadata.files("overstap")]
    for name in (
        "LICENSE",
        "STARTER-LICENSE.md",
        "libabsl20220623.txt",
        "libcsv3.txt",
        "libexpat1.txt",
        "libserd-0-0.txt",
        "libutf8proc2.txt",
    ):
        assert any(file.endswith("licenses/" + name) for file in files), files


def needed(file: pathlib.Path) -> list[str]:
    return re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "-d", str(file)).stdout)


def test_every_library_is_in_the_wheel() -> None:
    """Those of every Linux with a CPython excepted."""
    system = re.compile(r"^(libc|libm|libgcc_s|libstdc\+\+|ld-linux-x86-64|ld-linux-aarch64)\.so")
    inside = {file.name for file in (PACKAGE / "lib").iterdir()}
    todo, seen = [EXTENSION], set()
    while todo:
        for name in needed(todo.pop()):
            if system.match(name) or name in seen:
                continue
            assert name in inside
            seen.add(name)
            todo.append(PACKAGE / "lib" / name)
    assert seen == inside
    assert any("absl" in name for name in inside)
    exported = run("nm", "-D", "--defined-only", str(EXTENSION)).stdout.split()[2::3]
    assert exported == ["PyInit__core"]


def test_the_bundled_libraries_are_the_ones_loaded() -> None:
    """Not those of the system, which may be there: /proc/self/maps tells."""
    code = "import overstap, re; overstap.open(); print(*sorted(set(re.findall(r'/\\S+\\.so[.\\d]*', open('/proc/self/maps').read()))), sep='\\n')"
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    loaded = run(sys.executable, "-I", "-c", code, env=environment).stdout.split()
    ours = [path for path in loaded if re.search(r"absl|libcsv|serd|utf8proc", path)]
    # A Python may have brought an expat of its own before ours is asked for; theirs is as good.
    assert len(ours) == len([file for file in (PACKAGE / "lib").iterdir() if not file.name.startswith("libexpat")])
    assert all(path.startswith(str(PACKAGE / "lib")) for path in ours), ours


def test_it_runs_where_nothing_of_it_is_installed(tmp_path: pathlib.Path) -> None:
    """In a file system of its own with a Python, the C and C++ runtime and the package: no Abseil left to find."""
    if os.geteuid() != 0:
        pytest.skip("needs root for chroot")
    root = tmp_path / "root"
    python = pathlib.Path(os.path.realpath(sys.executable))
    stdlib = pathlib.Path(sysconfig.get_paths()["stdlib"])

    def bring(path: pathlib.Path | str) -> None:
        target = root / str(path).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copy(path, target)

    ignore = shutil.ignore_patterns("test", "tests", "idlelib", "site-packages", "dist-packages", "__pycache__", "*.a", "config-*")
    shutil.copytree(stdlib, root / str(stdlib).lstrip("/"), ignore=ignore, symlinks=False, ignore_dangling_symlinks=True)
    shutil.copytree(PACKAGE, root / "site" / "overstap")
    wanted = [python, *stdlib.glob("lib-dynload/*.so")]
    for file in wanted:
        bring(file)
    for line in run("ldd", *map(str, wanted), "/lib/x86_64-linux-gnu/libstdc++.so.6").stdout.splitlines():
        for path in re.findall(r"(/\S+) \(0x", line):
            bring(path)
    for library in ("libstdc++.so.6", "libgcc_s.so.1", "libm.so.6"):
        bring(f"/lib/x86_64-linux-gnu/{library}")
    assert not list(root.rglob("libabsl*")) or all("site/overstap/lib" in str(path) for path in root.rglob("libabsl*"))
    code = "import sys; sys.path.insert(0, '/site'); import overstap; e = overstap.open(); print(len(e.rank(e.profile('kassamedewerker'))))"
    done = run(
        shutil.which("chroot", path="/usr/sbin:/sbin:" + os.environ["PATH"]),
        str(root),
        str(python),
        "-S",
        "-c",
        code,
        env={"PYTHONHOME": str(stdlib.parent.parent)},
    )
    assert done.stdout.strip() == "10", done.stdout + done.stderr


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", (SOURCES / "README.md").read_text(), re.DOTALL)


def test_the_readme_runs(tmp_path: pathlib.Path) -> None:
    """All blocks in one program, in the order in which they stand."""
    assert len(blocks()) >= 5
    assert len([line for line in blocks()[0].splitlines() if line.strip()]) <= 11
    program = tmp_path / "readme.py"
    program.write_text("\n".join(blocks()))
    done = run(sys.executable, str(program), cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_block_in_the_main_readme_runs() -> None:
    found = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found
    done = run(sys.executable, "-c", "\n".join(found))
    assert (done.returncode, done.stdout[:7]) == (0, "Ranking"), done.stderr


def test_everything_public_is_documented() -> None:
    for name in overstap.__all__:
        thing = getattr(overstap, name)
        if name in ("SCORE_ONE", "__version__"):
            continue
        assert thing.__doc__, name
        if isinstance(thing, type):
            for attribute, value in vars(thing).items():
                if not attribute.startswith("_") and callable(value):
                    assert value.__doc__, f"{name}.{attribute}"
