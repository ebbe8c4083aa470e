"""Nobody holds an office definitively while another does."""

from news.guards import no_overlap

GUARDS = no_overlap(
    "appointment_one_holder",
    "directory_appointment",
    key="position_id",
    start="start_date",
    end="end_date",
    range_type="daterange",
    message="Two definitive holders of one office overlap.",
    only="{row}capacity = 'definitive'",
)
