# Sourced by the scripts beside it: sets $python to one that is new enough, or says plainly what is missing.
for python in python3 python3.14 python3.13 python3.12 python3.11 ""; do
    # Asked by running it: a pyenv shim is found even where its version is not chosen.
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed; here is $(python3 --version 2>/dev/null || echo none)." >&2
    echo "Mend: install it, on Debian 12 or newer with: apt-get install python3 python3-venv" >&2
    exit 1
fi
export PYTHONUTF8=1 # our files are UTF-8, whatever the language of the shell
