"""The row of a stored file: its digest is its name."""

from django.core.validators import RegexValidator
from django.db import models


class StoredFile(models.Model):
    """Bytes kept under their SHA-256. Never changed; the same bytes are kept once."""

    sha256 = models.CharField(max_length=64, unique=True, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")])
    size = models.PositiveBigIntegerField()  # bytes
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.sha256[:12]}… ({self.media_type}, {self.size} bytes)"
