"""What everything put on a page has in common: the one place to add what every printed thing must do, such as tags."""

from reportlab.platypus.flowables import Flowable


class Printed(Flowable):  # type: ignore[misc]  # ReportLab comes without types
    """A piece of a page that ReportLab's frames can measure, break and draw."""
