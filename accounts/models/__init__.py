"""Who there is: people, the register of agencies with their departments, and dated appointments to offices."""

from accounts.models.agency import Agency, AgencyKind, Department
from accounts.models.appointment import ActingWording, Appointment, Office
from accounts.models.user import User

__all__ = ["ActingWording", "Agency", "AgencyKind", "Appointment", "Department", "Office", "User"]
