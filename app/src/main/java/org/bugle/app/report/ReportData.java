package org.bugle.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import java.io.IOException;

/// The report as the JSON block that its page embeds: keys are the records' component names, and
/// doubles are written so that reading them gives the same bits.
final class ReportData {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule().addSerializer(Samples.class, new SamplesAsArray()))
                    .build();

    private ReportData() {}

    static String of(Report report) {
        try {
            // Inside JSON a '<' is always part of a string; escaped, it cannot end a script
            // element.
            return MAPPER.writeValueAsString(report).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Report: a record cannot be written as JSON", e);
        }
    }

    private static final class SamplesAsArray extends JsonSerializer<Samples> {
        @Override
        public void serialize(Samples samples, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartArray();
            for (int i = 0; i < samples.size(); i++) {
                if (Double.isFinite(samples.get(i))) {
                    json.writeNumber(samples.get(i));
                } else {
                    json.writeNull(); // JSON knows no NaN
                }
            }
            json.writeEndArray();
        }
    }
}
