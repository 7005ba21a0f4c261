"""Swap two folders in one step of the kernel, where it can."""

import errno
import os
import sys

_AT_FDCWD = -100
_SWAP = 2  # RENAME_EXCHANGE of Linux's renameat2(2), RENAME_SWAP of macOS's renamex_np(2): the same number
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.EBUSY, errno.EXDEV, errno.EPERM, errno.ENOTSUP})


def exchange_folders(one: str, other: str) -> bool:
    """Let ``one`` and ``other`` trade places; both exist before and after, and nobody sees anything between.

    Returns False where the system or the file system cannot do it (then nothing was changed). Raises OSError for
    all other faults.
    """
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            result = libc.renamex_np(first, second, _SWAP)
        else:
            result = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _SWAP)
    except AttributeError:
        return False
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), one, None, other)
