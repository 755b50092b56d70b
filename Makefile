BIN ?= .venv/bin
PO = frontdesk/language/locales/es/LC_MESSAGES/frontdesk.po
POT = build/frontdesk.pot

.PHONY: check test catalogue

check: ## linters, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: ## the whole suite
	$(BIN)/pytest -n auto

catalogue: ## read the strings from the source again, keep the translations, compile them
	mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k ngettext:1,2 --no-wrap --no-location --sort-output --project frontdesk -o $(POT) .
	test -f $(PO) || $(BIN)/pybabel -q init -i $(POT) -l es -D frontdesk -o $(PO)
	$(BIN)/pybabel -q update -i $(POT) -l es -D frontdesk -o $(PO) --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 120
	$(BIN)/pybabel -q compile -i $(PO) -o $(PO:.po=.mo) -l es --statistics
