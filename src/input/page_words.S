/* page_words.S - data/pages.tsv as it stands, in the read-only data of librasid-io. */
        .section .rodata, "a", %progbits
        .global rasid_page_words
        .hidden rasid_page_words
        .type rasid_page_words, %object
rasid_page_words:
        .incbin RASID_PAGE_WORDS
        .global rasid_page_words_end
        .hidden rasid_page_words_end
        .type rasid_page_words_end, %object
rasid_page_words_end:
        .byte 0
        .section .note.GNU-stack, "", %progbits
