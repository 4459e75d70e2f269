/// Adapters apart from their network: exchange with Hugging Face PEFT, merging, recompression.
@NullMarked
package org.bugle.neural.adapter;

import org.jspecify.annotations.NullMarked;
