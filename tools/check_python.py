# Says plainly that Python is too old. Written so that any Python can read it.
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "ต้องใช้ Python 3.11 ขึ้นไป (พบรุ่น %d.%d) โปรดระบุ เช่น make run PYTHON=python3.11\n"
        "Python 3.11 or newer is needed (this is %d.%d). Name it, for example: make run PYTHON=python3.11"
        % (sys.version_info[:2] * 2)
    )
