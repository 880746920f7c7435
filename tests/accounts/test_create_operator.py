"""The two commands about people: the first operator, and a lost second factor."""

import io
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.models import Change
from tests.world import make_user

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


def test_a_lost_second_factor_is_removed_for_this_person_alone():
    lost, kept = make_user("lost"), make_user("kept")
    for user in (lost, kept):
        TOTP.activate(user, generate_totp_secret())
    call_command("remove_second_factor", "lost", stdout=io.StringIO())
    assert list(Authenticator.objects.values_list("user", flat=True)) == [kept.pk]
    assert Change.objects.get().act == "people.second_factor_removed"
    with pytest.raises(CommandError):
        call_command("remove_second_factor", "nobody", stdout=io.StringIO())
