"""Runs a program on a terminal of its own. In: a JSON line for each thing to do ({"type"}, {"signal"}, {"resize"}). Out: a
JSON line for each piece that came, with whether the terminal echoed then; at the end how it ended, and in which mode."""
import fcntl, json, os, pty, select, signal, struct, sys, termios


def resize(fd, size):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def tell(**what):
    print(json.dumps(what), flush=True)


wish = json.loads(sys.argv[1])
pid, master = pty.fork()
if pid == 0:
    resize(0, wish["size"])
    os.execvpe(wish["argv"][0], wish["argv"], {**os.environ, **wish["env"]})
orders = b""
while True:
    ready = select.select([master, 0], [], [])[0]
    if master in ready:
        try:
            octets = os.read(master, 65536)
        except OSError:
            octets = b""
        if not octets:
            break
        tell(out=octets.hex(), echoes=bool(termios.tcgetattr(master)[3] & termios.ECHO))
    if 0 in ready:
        given = os.read(0, 65536)
        if not given:
            os.kill(pid, signal.SIGKILL)
            break
        orders += given
        *whole, orders = orders.split(b"\n")
        for order in map(json.loads, whole):
            if "resize" in order:
                resize(master, order["resize"])
            if "type" in order:
                os.write(master, order["type"].encode())
            if "signal" in order:
                os.kill(pid, getattr(signal, order["signal"]))
mode = termios.tcgetattr(master)
_, status = os.waitpid(pid, 0)
tell(code=os.waitstatus_to_exitcode(status),
     isSane=all(mode[3] & flag for flag in (termios.ECHO, termios.ICANON, termios.ISIG)) and bool(mode[1] & termios.OPOST))
