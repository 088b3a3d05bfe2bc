"""The tables and migrations of this package, for Piccolo; they point back to those of `feedback`."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="surveys",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=table_finder(["surveys.tables"], exclude_imported=True),
    migration_dependencies=["feedback.piccolo_app"],
)
