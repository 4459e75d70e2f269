/// Models and tokenizers in the folders of Hugging Face's libraries; only data is read.
@NullMarked
package org.bugle.neural.huggingface;

import org.jspecify.annotations.NullMarked;
