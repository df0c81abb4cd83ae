run:
	./wortel run
test:
	./wortel test
