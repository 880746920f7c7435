"""Speed, shown: ratios inside one interleaved run, each output verified before its time counts (`make bench`)."""
