#!/bin/sh
# The whole system in containers, tried for real: build, start, play the meeting, break it, see it back, take it down.
# COMPOSE_BUILD names another command that builds, where `docker compose` itself cannot.
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
door=http://127.0.0.1:${PLENARY_PORT:-8080}
services="registration sponsorship side-events media"

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }

compose() { docker compose "$@"; }

# answers PATH STATUS SECONDS: wait until the front door answers a path with a status
answers() {
    "$python" - "$door$1" "$2" "$3" <<'PYTHON'
import sys, time, urllib.error, urllib.request
address, wanted, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
until = time.monotonic() + seconds
while True:
    try:
        status = urllib.request.urlopen(address, timeout=5).status
    except urllib.error.HTTPError as answer:
        status = answer.code
    except OSError as failure:
        status = failure
    if status == wanted:
        break
    if time.monotonic() > until:
        sys.exit(f"{address}: {status}, not {wanted}, after {seconds:.0f} s")
    time.sleep(0.5)
PYTHON
}

all_ready() { for service in $services; do answers "/$service/health/ready" 200 "$1"; done; }

if [ ! -f .env ]; then
    say "writing .env with fresh secrets"
    (
        umask 077
        {
            "$python" -m deploy.credentials
            echo COMPOSE_PROFILES=development
            echo PLENARY_DEVELOPMENT=true
            echo PLENARY_OIDC_ISSUER=http://issuer.localhost:8085
        } > .env
    )
fi

finish() {
    status=$?
    trap - EXIT
    [ "$status" = 0 ] || { compose ps -a; compose logs --tail 40; }
    compose down --volumes --timeout 20
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

say "building"
${COMPOSE_BUILD:-docker compose} build --quiet
say "starting"
compose up --detach --wait --wait-timeout 180 --no-build
all_ready 60
say "every service is ready"

set -a
. ./.env
set +a
say "playing the reference meeting through $door"
"$python" -m deploy.cli demo --once --at "$door"

say "killing the bus: the services go on answering"
compose kill nats
answers /registration/health/live 200 10
compose up --detach --no-build nats
all_ready 90
say "the bus is back, and every service with it"

say "killing media: the front door says so, the rest goes on"
compose kill media
answers /media/health/ready 502 20
answers /registration/health/ready 200 10
answers / 200 10
compose up --detach --no-build media
all_ready 90
say "media is back"
echo "containers: everything came back"
