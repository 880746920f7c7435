"""Addresses of people, agencies and the login.

Of allauth's pages only those listed here exist: nobody signs up, and e-mail addresses are kept by the administrator.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache

from accounts.doors import member_page, public_page
from accounts.views import agency, installation, people, work

FORM = ("GET", "HEAD", "POST")
READ = ("GET", "HEAD")


def before_login(view):
    """A page of the login itself; kept by no cache."""
    return public_page(methods=FORM)(never_cache(view))


def own_login(view, methods=FORM):
    """A page on which one settles one's own login, so it opens before that is settled."""
    return member_page(methods=methods, settled=False)(view)


login_patterns = [
    path("login/", before_login(account.login), name="account_login"),
    path("logout/", own_login(account.logout), name="account_logout"),
    path("inactive/", before_login(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", own_login(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", own_login(account.password_change), name="account_change_password"),
    path("password/reset/", before_login(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", before_login(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        before_login(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        before_login(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", own_login(mfa.index, READ), name="mfa_index"),
    path("second-factor/code/", before_login(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/code-again/", own_login(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", own_login(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/off/", own_login(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/recovery-codes/", own_login(codes.view_recovery_codes, READ), name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        own_login(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/recovery-codes/file/",
        own_login(codes.download_recovery_codes, READ),
        name="mfa_download_recovery_codes",
    ),
]

installation_patterns = [
    path("", installation.installation_home, name="installation_home"),
    path("agencies/", installation.agency_list_all, name="agency_list_all"),
    path("agencies/new/", installation.agency_new, name="agency_new"),
    path("agencies/<slug:slug>/administrators/", installation.agency_administrators, name="agency_administrators"),
    path("jobs/", installation.job_list, name="job_list"),
    path("jobs/<uuid:job_id>/retry/", installation.job_retry, name="job_retry"),
]

agency_patterns = [
    path("", work.agency_home, name="agency_home"),
    path("people/", people.people_list, name="people_list"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:person_id>/", people.person_edit, name="person_edit"),
    path("people/<int:person_id>/password/", people.person_password, name="person_password"),
    path("people/appointments/<int:appointment_id>/", people.appointment_edit, name="appointment_edit"),
    path("people/appointments/<int:appointment_id>/end/", people.appointment_end, name="appointment_end"),
    path("departments/", agency.department_list, name="department_list"),
    path("departments/new/", agency.department_new, name="department_new"),
    path("departments/<int:department_id>/", agency.department_edit, name="department_edit"),
    path("departments/<int:department_id>/move/", agency.department_move, name="department_move"),
    path("settings/", agency.agency_edit, name="agency_edit"),
]

urlpatterns = [
    path("account/", include(login_patterns)),
    path("installation/", include(installation_patterns)),
    path("staff/", work.work_home, name="work_home"),
    path("staff/<slug:agency>/", include(agency_patterns)),
]
