/* embed.S - the default model, as it was compiled from data/, in the library's read-only data. */
        .section .rodata, "a", %progbits
        .balign 64
        .global rasid_embedded_model
        .hidden rasid_embedded_model
        .type rasid_embedded_model, %object
rasid_embedded_model:
        .incbin RASID_MODEL_FILE
        .global rasid_embedded_model_end
        .hidden rasid_embedded_model_end
        .type rasid_embedded_model_end, %object
rasid_embedded_model_end:
        .byte 0
        .section .note.GNU-stack, "", %progbits
