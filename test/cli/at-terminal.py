"""Runs a program on a terminal of its own, types what it is asked for, and tells what stood on the screen (JSON)."""
import json, os, pty, select, sys, termios, time

wish = json.loads(sys.argv[1])
pid, master = pty.fork()
if pid == 0:
    os.execvpe(wish["argv"][0], wish["argv"], {**os.environ, **wish["env"]})
screen, steps, seen, ends = b"", list(wish["steps"]), 0, time.monotonic() + 60
while time.monotonic() < ends:
    if steps and steps[0][0].encode() in screen[seen:]:
        seen = len(screen)
        os.write(master, steps.pop(0)[1].encode())
    if select.select([master], [], [], 0.05)[0]:
        try:
            octets = os.read(master, 65536)
        except OSError:
            break
        if not octets:
            break
        screen += octets
else:
    os.kill(pid, 9)
echoes = bool(termios.tcgetattr(master)[3] & termios.ECHO)
_, status = os.waitpid(pid, 0)
print(json.dumps({"screen": screen.decode("utf-8", "replace"), "code": os.waitstatus_to_exitcode(status),
                  "echoes": echoes, "unasked": len(steps)}))
