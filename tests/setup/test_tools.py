"""The parts of set-up and test run that decide something: stamps, used files, missing packages, the comparison."""

import importlib
import json
import subprocess
import sys

import pytest

from tests.setup.conftest import ROOT

engines, run, setup, steps, system, vendor = map(
    importlib.import_module, ("engines", "run", "setup", "steps", "system", "vendor")
)


@pytest.fixture(scope="module")
def test_tool():
    """tools/test.py, under a name that is not the standard library's."""
    spec = importlib.util.spec_from_file_location("portal_test_tool", ROOT / "tools" / "test.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class TestSteps:
    def test_done_once_for_the_same_inputs(self, tmp_path):
        calls = []
        outcomes = [steps.step("a", "1", lambda: calls.append(1), stamps=tmp_path) for _ in range(3)]
        assert (outcomes, calls) == ([True, False, False], [1])

    def test_done_again_when_inputs_change_or_the_outcome_is_gone(self, tmp_path):
        calls = []
        for inputs, there in (("1", True), ("2", True), ("2", False)):
            steps.step("a", inputs, lambda: calls.append(1), still_there=lambda there=there: there, stamps=tmp_path)
        assert calls == [1, 1, 1]

    def test_a_failed_step_is_not_stamped(self, tmp_path):
        def fail():
            raise steps.SetupFailed("no")

        steps.step("a", "1", list, stamps=tmp_path)
        with pytest.raises(steps.SetupFailed):
            steps.step("a", "2", fail, stamps=tmp_path)
        assert steps.step("a", "1", list, stamps=tmp_path)

    def test_the_digest_sees_names_contents_and_absence(self, tmp_path):
        file = tmp_path / "a"
        digests = [steps.digest_of(file)]
        file.write_text("1")
        digests.append(steps.digest_of(file))
        file.write_text("2")
        digests += [steps.digest_of(file), steps.digest_of([file], "x"), steps.digest_of("x", [file])]
        assert len(set(digests)) == 5


class TestVendor:
    def test_exactly_the_named_files_are_copied(self):
        copied = {(path.parent.name, path.name) for path in vendor.TARGET.rglob("*") if path.is_file()}
        assert copied == set(vendor.named_files())

    def test_they_are_served(self, client, db):
        for package, name in vendor.named_files():
            assert client.get(f"/static/vendor/{package}/{name}").status_code == 200, name

    def test_a_file_no_package_holds_is_named(self, monkeypatch, tmp_path):
        monkeypatch.setattr(vendor, "TARGET", tmp_path / "vendor")
        monkeypatch.setattr(vendor, "named_files", lambda: [("bootstrap", "no-such.css")])
        with pytest.raises(steps.SetupFailed, match=r"vendor/bootstrap/no-such\.css"):
            vendor.copy_used_files()

    def test_no_third_party_file_is_committed(self):
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        third_party = [line for line in listed.splitlines() if line.endswith((".woff2", ".woff", ".ttf", ".min.css"))]
        assert third_party == []


class TestSystemPackages:
    def test_without_the_right_to_install_one_message_names_them_all(self, monkeypatch):
        monkeypatch.setattr(system, "_as_root", lambda: None)
        with pytest.raises(steps.SetupFailed) as refused:
            system._ensure(["libone", "libtwo"])
        assert "sudo apt-get install --no-install-recommends libone libtwo" in str(refused.value)
        assert "โปรดให้ผู้ดูแลเครื่องติดตั้ง" in str(refused.value)

    def test_nothing_missing_needs_nobody(self, monkeypatch):
        monkeypatch.setattr(system, "_as_root", lambda: pytest.fail("asked for root"))
        system._ensure([])

    def test_a_missing_server_program_is_named(self, monkeypatch):
        monkeypatch.setattr(engines.shutil, "which", lambda _: None)
        with pytest.raises(engines.EngineMissing, match="package redis-server"), engines.redis():
            pytest.fail("started without a program")

    def test_an_old_python_is_told_so(self):
        lie = "import sys; sys.version_info = (3, 9, 1); exec(open('tools/check_python.py').read())"
        done = subprocess.run([sys.executable, "-c", lie], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "3.11 ขึ้นไป (พบรุ่น 3.9)" in done.stderr
        assert "make run PYTHON=python3.11" in done.stderr

    def test_the_packages_are_those_of_the_image(self):
        dockerfile = (ROOT / "Dockerfile").read_text()
        assert [package for package in system.RUN_PACKAGES if package not in dockerfile] == []


class TestSecret:
    def test_a_machine_gets_one_secret_of_its_own(self, monkeypatch, tmp_path):
        for name in ("ITA_SECRET_KEY", "ITA_ENV"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("ITA_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("ITA_ENV_FILE", "/dev/null")
        first = setup.run_environment()["ITA_SECRET_KEY"]
        assert setup.run_environment()["ITA_SECRET_KEY"] == first
        assert len(first) == 80
        assert oct((tmp_path / "secret-key").stat().st_mode & 0o777) == "0o600"

    def test_production_gets_none(self, monkeypatch, tmp_path):
        monkeypatch.delenv("ITA_SECRET_KEY", raising=False)
        monkeypatch.setenv("ITA_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("ITA_ENV", "production")
        assert "ITA_SECRET_KEY" not in setup.run_environment()
        assert list(tmp_path.iterdir()) == []

    def test_the_env_file_counts_after_the_environment(self, monkeypatch, tmp_path):
        file = tmp_path / "env"
        file.write_text("# ITA_A=0\nITA_ENV=production\nexport ITA_B='two'\nITA_C=three\n")
        monkeypatch.setenv("ITA_ENV_FILE", str(file))
        monkeypatch.setenv("ITA_C", "mine")
        environment = setup.run_environment()
        assert [environment.get(name) for name in ("ITA_A", "ITA_B", "ITA_C")] == [None, "two", "mine"]


class TestCommands:
    def test_without_redis_the_polling_worker(self):
        parts = run.commands({})
        assert set(parts) == {"web", "worker"}
        assert parts["worker"][1:] == ["manage.py", "run_worker"]

    def test_with_redis_celery_and_its_clock(self, tmp_path):
        parts = run.commands({"REDIS_URL": "redis://localhost", "ITA_DATA_DIR": str(tmp_path)})
        assert set(parts) == {"web", "worker", "beat"}
        assert parts["beat"][-1] == f"--schedule={tmp_path}/beat-schedule"


class TestComparison:
    def outcome(self, tool, name, status=0, **tests):
        return tool.Outcome(
            name, {key: {"outcome": value[0], "one_engine": value[1]} for key, value in tests.items()}, status
        )

    def test_only_marked_tests_may_differ(self, test_tool):
        one = self.outcome(test_tool, "one", a=("passed", False), b=("passed", True), c=("passed", False))
        other = self.outcome(test_tool, "other", a=("passed", False), d=("passed", True), e=("passed", False))
        assert test_tool.differences(one, other) == ["only on one: c", "only on other: e"]

    def test_counts(self, test_tool):
        run = self.outcome(test_tool, "one", 1, a=("passed", False), b=("failed", False), c=("skipped", False))
        assert run.line() == "one: 3 collected, 1 passed, 1 failed, 1 skipped"
        assert not run.is_good

    @pytest.mark.parametrize("tests", [{}, {"a": ("skipped", False)}, {"a": ("failed", False)}])
    def test_nothing_collected_skipped_or_failed_is_not_good(self, test_tool, tests):
        assert not self.outcome(test_tool, "one", **tests).is_good

    def test_pytests_own_status_counts(self, test_tool):
        assert self.outcome(test_tool, "one", a=("passed", False)).is_good
        assert not self.outcome(test_tool, "one", 3, a=("passed", False)).is_good

    @pytest.mark.parametrize("processes", ["0", "2"])
    def test_the_record_of_a_real_run(self, processes, tmp_path):
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = sqlite_only\n    postgres_only\n")
        (tmp_path / "test_some.py").write_text(
            "import pytest\n"
            "def test_good(): pass\n"
            "def test_bad(): assert False\n"
            "@pytest.mark.sqlite_only\ndef test_here(): pass\n"
            "@pytest.mark.skip\ndef test_left(): pass\n"
            "@pytest.fixture\ndef broken():\n    yield\n    raise OSError\n"
            "def test_end(broken): pass\n"
        )
        record = tmp_path / "record.json"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "tools.record", "-p", "no:django", "-n", processes,
             "-c", tmp_path / "pytest.ini", "--rootdir", tmp_path, tmp_path],
            cwd=ROOT, env={"ITA_TEST_RECORD": str(record), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert json.loads(record.read_text()) == {
            "test_some.py::test_good": {"outcome": "passed", "one_engine": False},
            "test_some.py::test_bad": {"outcome": "failed", "one_engine": False},
            "test_some.py::test_here": {"outcome": "passed", "one_engine": True},
            "test_some.py::test_left": {"outcome": "skipped", "one_engine": False},
            "test_some.py::test_end": {"outcome": "failed", "one_engine": False},
        }


def test_the_continuous_integration_calls_make_test_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        'cd "$(dirname "$0")/.." && exec make test'
    ]


def test_every_target_has_its_line_of_help():
    command = ["make", "--no-print-directory", "help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    shown = {line.split()[1] for line in done.stdout.splitlines()}
    phony = (ROOT / "Makefile").read_text().split(".PHONY:")[1].splitlines()[0].split()
    assert shown == set(phony) - {"python"}
