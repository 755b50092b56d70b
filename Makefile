PYTHON ?= .venv/bin/python

.PHONY: check test words

check: ## linters, types, import contracts
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(dir $(PYTHON))lint-imports

test: ## the whole suite
	$(PYTHON) -m pytest -n auto

words: ## collect the strings people read and compile the catalogues
	$(dir $(PYTHON))pybabel -q extract -F babel.cfg -k _ -k N_ -k ngettext:1,2 --no-location --sort-output --omit-header -o frontdesk/language/locales/frontdesk.pot frontdesk
	$(dir $(PYTHON))pybabel -q update -D frontdesk -i frontdesk/language/locales/frontdesk.pot -d frontdesk/language/locales -l es --no-fuzzy-matching --omit-header
	$(dir $(PYTHON))pybabel -q compile -D frontdesk -d frontdesk/language/locales
