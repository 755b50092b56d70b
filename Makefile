PO = frontdesk/language/locales/es/LC_MESSAGES/frontdesk.po
POT = build/frontdesk.pot

.PHONY: catalogue
catalogue:  ## read the strings from the source again, keep the translations, compile them
	mkdir -p build
	pybabel -q extract -F babel.cfg -k N_ -k ngettext:1,2 --no-wrap --no-location --sort-output --project frontdesk -o $(POT) .
	test -f $(PO) || pybabel -q init -i $(POT) -l es -D frontdesk -o $(PO)
	pybabel -q update -i $(POT) -l es -D frontdesk -o $(PO) --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 120
	pybabel -q compile -i $(PO) -o $(PO:.po=.mo) -l es --statistics
