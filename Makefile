# A thin door to CMake: `make help` lists what there is.
.POSIX:
.SUFFIXES:
.PHONY: all build web demo test spark bench accuracy lint format fuzz install setup clean help

PREFIX = /usr/local
SECONDS_EACH = 60

all: build

build: build/build.ninja
	@cmake --build build

build/build.ninja:
	@cmake --preset release

web: build/build.ninja
	@cmake --build build -t web

demo:
	@tools/setup.sh build
	@$(MAKE) -s build
	@tools/demo.sh

test:
	@tools/setup.sh test
	@tools/test.sh

spark:
	@tools/setup.sh spark
	@$(MAKE) -s build
	@python3 python/tests/run.py --spark

bench: build
	@python3 bench/store.py
	@python3 bench/map.py
	@build/rasid-bench
	@if [ -x build/python-venv/bin/python ]; then build/python-venv/bin/python tools/bench_python.py; fi

accuracy: build
	@python3 tools/accuracy.py

lint:
	@tools/setup.sh lint
	@tools/lint.sh

format:
	@tools/check_format --fix

fuzz:
	@tools/setup.sh lint
	@tools/fuzz.sh $(SECONDS_EACH)

install: build
	@cmake --install build --prefix $(PREFIX)

setup:
	@tools/setup.sh lint

clean:
	rm -rf build

help:
	@echo 'make            the optimised program: build/rasid'
	@echo 'make web        the pages of the monitor (needs Node 18 and npm): build/web'
	@echo 'make demo       install what is missing, build, code the example reports, print a table, start the monitor'
	@echo 'make test       install what is missing, build with sanitizers, run every test'
	@echo 'make spark      install what is missing, test rasid.spark on a cluster of processes'
	@echo 'make bench      speed of the store beside a bare one, tasks of the map of 100,000 incidents, speed of each stage and of the whole beside the floor'
	@echo 'make accuracy   scores on the annotated reports beside the project, where present'
	@echo 'make lint       format, clang-tidy, module floors, globals, exports, control characters'
	@echo 'make format     rewrite the C sources in the house format'
	@echo 'make fuzz       every fuzz target for SECONDS_EACH=60 seconds'
	@echo 'make install    program, libraries, headers, man pages, pkg-config files below PREFIX=/usr/local'
	@echo 'make setup      install the Debian packages all of this needs (asks for root only if some are missing)'
	@echo 'make clean      remove build/'
