"""The tables and migrations of this package, for Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="feedback",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=table_finder(
        [
            "feedback.tables",
            "feedback.coding_tables",
            "feedback.follow_up_tables",
            "feedback.interface_tables",
            "feedback.mail_tables",
            "feedback.notes_tables",
        ],
        exclude_imported=True,
    ),
)
