"""The one command that makes a person."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_prints_a_password_that_works_once():
    out = io.StringIO()
    call_command("create_operator", "oper", full_name="โอภาส ดูแล", stdout=out)
    password = re.search(r"one-time password: (\S+)", out.getvalue()).group(1)
    user = User.objects.get()
    assert (user.is_operator, user.is_superuser, user.must_change_password) == (True, False, True)
    assert user.check_password(password) is True


@pytest.mark.parametrize("name", ["OPER", "two words"])
def test_a_name_that_will_not_do_is_refused(name):
    call_command("create_operator", "oper", stdout=io.StringIO())
    with pytest.raises(CommandError):
        call_command("create_operator", name, stdout=io.StringIO())
    assert User.objects.count() == 1
