"""Which sockets are ready, by `epoll` or `poll`, and the bits that libcurl wants to hear."""

import select


class Epoll:
    """Readiness of sockets, in the system's bits, by `epoll`.

    libcurl lets go of a socket after each answer and takes it up again for the next request. Sockets that were
    announced by `meet` stay registered over that rest; whoever reads events must `drop` those that stir in it.
    """

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._masks: dict[int, int] = {}
        self._met: set[int] = set()
        self.resting: set[int] = set()

    def meet(self, number: int) -> None:
        """Hear that `number` is a new connection; what was known of an older one with that number is void."""
        self._masks.pop(number, None)
        self.resting.discard(number)
        self._met.add(number)

    def set(self, number: int, *, reads: bool, writes: bool) -> None:
        """Watch a socket, or watch it for something else."""
        mask = (select.EPOLLIN if reads else 0) | (select.EPOLLOUT if writes else 0)
        self.resting.discard(number)
        known = self._masks.get(number)
        if known == mask and number in self._met:
            return
        self._masks[number] = mask
        if known is not None:
            try:
                self._epoll.modify(number, mask)
            except FileNotFoundError:
                # libcurl closed the socket and got the same number again.
                pass
            else:
                return
        self._epoll.register(number, mask)

    def unset(self, number: int) -> None:
        """Watch a socket no more, or let it rest."""
        if number in self._met:
            self.resting.add(number)
        else:
            self.drop(number)

    def drop(self, number: int) -> None:
        """Watch a socket no more."""
        self.resting.discard(number)
        self._masks.pop(number, None)
        try:
            self._epoll.unregister(number)
        except (OSError, ValueError):
            return

    def wait(self, seconds: float, most: int) -> list[tuple[int, int]]:
        """Wait at most so many seconds; numbers of at most `most` ready sockets with the system's bits."""
        return self._epoll.poll(seconds, most)

    def close(self) -> None:
        """Give the system's resources back."""
        self._epoll.close()


class Poll:
    """The same by `poll`, for systems without `epoll`; nothing rests here."""

    def __init__(self) -> None:
        self._poll = select.poll()
        self.resting: frozenset[int] = frozenset()

    def meet(self, number: int) -> None:
        """A new connection needs nothing here."""

    def set(self, number: int, *, reads: bool, writes: bool) -> None:
        """Watch a socket, or watch it for something else."""
        self._poll.register(number, (select.POLLIN if reads else 0) | (select.POLLOUT if writes else 0))

    def unset(self, number: int) -> None:
        """Watch a socket no more."""
        self.drop(number)

    def drop(self, number: int) -> None:
        """Watch a socket no more."""
        try:
            self._poll.unregister(number)
        except KeyError:
            return

    def wait(self, seconds: float, most: int) -> list[tuple[int, int]]:  # noqa: ARG002 - poll knows no limit
        """Wait at most so many seconds; numbers of ready sockets with the system's bits."""
        return self._poll.poll(int(seconds * 1000 + 0.999))

    def close(self) -> None:
        """Nothing to give back."""


# EPOLLIN and POLLIN are 1, EPOLLOUT and POLLOUT are 4, errors and hang-ups 8 and 16, on every system.
BITS = {mask: (1 if mask & 1 else 0) | (2 if mask & 4 else 0) | (4 if mask & 24 else 0) for mask in range(32)}
"""From the system's bits to libcurl's."""
