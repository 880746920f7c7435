"""`make lock`: resolves pyproject's packages anew and writes the hash-locked requirement files.

uv lives in an environment of its own and serves for this only; installing is plain pip. No file names a registry.
"""

from __future__ import annotations

import subprocess
import sys

from steps import ROOT

UV = ROOT / ".build" / "uv"
COMMON = ("--generate-hashes", "--universal", "--no-emit-index-url", "--python-version", "3.11", "--upgrade", "--quiet")
OUTPUTS = {
    "requirements.txt": ("pyproject.toml",),
    "requirements-dev.txt": ("pyproject.toml", "--group", "dev"),
    "tools/node-requirements.txt": ("tools/node-requirements.in",),
}


def main() -> int:
    if not (UV / "bin" / "uv").exists():
        subprocess.run([sys.executable, "-m", "venv", UV], check=True)
        subprocess.run([UV / "bin" / "pip", "install", "--quiet", "uv"], check=True)
    for target, sources in OUTPUTS.items():
        command = [UV / "bin" / "uv", "pip", "compile", *sources, *COMMON, "--custom-compile-command", "make lock"]
        subprocess.run([*command, "--output-file", target], cwd=ROOT, check=True)
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
