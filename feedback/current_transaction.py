"""Which transaction a query belongs to: the one that its task, or the task that started it, has open."""

from contextvars import ContextVar
from typing import Generic, Protocol, TypeVar


class Transaction(Protocol):
    is_open: bool


T = TypeVar("T", bound=Transaction)


class CurrentTransaction(Generic[T]):
    """Stands in for Piccolo's context variable, and never gives a transaction that has ended.

    A task started inside a transaction inherits it; one that outlives it would otherwise write on a connection that
    by then belongs to somebody else.
    """

    def __init__(self, name: str) -> None:
        self._variable: ContextVar[T | None] = ContextVar(name, default=None)

    def get(self) -> T | None:
        """The open transaction of this context, or None."""
        transaction = self._variable.get()
        return transaction if transaction is not None and transaction.is_open else None

    def set(self, transaction: T | None) -> None:
        """Make this the transaction of this context; None when it has ended."""
        self._variable.set(transaction)
