"""Which sockets are ready, by `epoll` or `poll`, and the bits that libcurl wants to hear."""

import select


class Epoll:
    """Readiness of sockets, in the system's bits, by `epoll`."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._known: set[int] = set()

    def set(self, number: int, *, reads: bool, writes: bool) -> None:
        """Watch a socket, or watch it for something else."""
        mask = (select.EPOLLIN if reads else 0) | (select.EPOLLOUT if writes else 0)
        if number in self._known:
            try:
                self._epoll.modify(number, mask)
            except FileNotFoundError:
                # libcurl closed the socket and got the same number again.
                self._known.discard(number)
            else:
                return
        self._known.add(number)
        self._epoll.register(number, mask)

    def unset(self, number: int) -> None:
        """Watch a socket no more."""
        self._known.discard(number)
        try:
            self._epoll.unregister(number)
        except (OSError, ValueError):
            return

    def wait(self, seconds: float) -> list[tuple[int, int]]:
        """Wait at most so many seconds; numbers of ready sockets with the system's bits."""
        return self._epoll.poll(seconds)

    def close(self) -> None:
        """Give the system's resources back."""
        self._epoll.close()


class Poll:
    """The same by `poll`, for systems without `epoll`."""

    def __init__(self) -> None:
        self._poll = select.poll()

    def set(self, number: int, *, reads: bool, writes: bool) -> None:
        """Watch a socket, or watch it for something else."""
        self._poll.register(number, (select.POLLIN if reads else 0) | (select.POLLOUT if writes else 0))

    def unset(self, number: int) -> None:
        """Watch a socket no more."""
        try:
            self._poll.unregister(number)
        except KeyError:
            return

    def wait(self, seconds: float) -> list[tuple[int, int]]:
        """Wait at most so many seconds; numbers of ready sockets with the system's bits."""
        return self._poll.poll(int(seconds * 1000 + 0.999))

    def close(self) -> None:
        """Nothing to give back."""


# EPOLLIN and POLLIN are 1, EPOLLOUT and POLLOUT are 4, errors and hang-ups 8 and 16, on every system.
BITS = {mask: (1 if mask & 1 else 0) | (2 if mask & 4 else 0) | (4 if mask & 24 else 0) for mask in range(32)}
"""From the system's bits to libcurl's."""
