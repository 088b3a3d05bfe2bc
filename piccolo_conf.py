"""Where Piccolo looks for the engine in use and for the packages that have tables, in the order of their dependence."""

from piccolo.conf.apps import AppRegistry

from feedback.database import Engine, database

APP_REGISTRY = AppRegistry(apps=["feedback.piccolo_app", "surveys.piccolo_app", "reports.piccolo_app"])


def __getattr__(name: str) -> Engine:
    # Asked for each time, since the database is chosen at run time.
    if name == "DB":
        return database()
    raise AttributeError(name)
