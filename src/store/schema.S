/* schema.S - schema.sql as it stands, in the read-only data of librasid-io. */
        .section .rodata, "a", %progbits
        .global rasid_store_schema_1
        .hidden rasid_store_schema_1
        .type rasid_store_schema_1, %object
rasid_store_schema_1:
        .incbin RASID_STORE_SCHEMA_FILE
        .byte 0
        .section .note.GNU-stack, "", %progbits
