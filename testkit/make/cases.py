#!/usr/bin/env python3
"""Makes the captures of case folders anew.

python3 testkit/make/cases.py [FOLDER…]   the folders named, or every case folder of the project with a make.py
A make.py is plain Python and writes in.pcap or a log beside itself; `from wire import *` gives it frames and sessions.
The same script gives the same bytes.
"""
import os
import pathlib
import runpy
import sys

sys.dont_write_bytecode = True
here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here))
root = here.parent.parent
chosen = [pathlib.Path(one).resolve() for one in sys.argv[1:]] or [root]
scripts = sorted(script for one in chosen for script in one.rglob("make.py")
                 if script.parent.parent.name == "cases" and "target" not in script.parts)
for script in scripts:
    os.chdir(script.parent)
    runpy.run_path(str(script))
print(len(scripts), "cases made")
