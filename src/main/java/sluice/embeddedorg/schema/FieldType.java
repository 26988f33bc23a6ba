package sluice.embeddedorg.schema;

import java.util.Locale;

/** The types of fields, with the names that describe and Salesforce's messages give them. */
public enum FieldType {
    ID("tns:ID"),
    STRING("xsd:string"),
    TEXTAREA("xsd:string"),
    PICKLIST("xsd:string"),
    EMAIL("xsd:string"),
    PHONE("xsd:string"),
    URL("xsd:string"),
    DOUBLE("xsd:double"),
    CURRENCY("xsd:double"),
    PERCENT("xsd:double"),
    INT("xsd:int"),
    BOOLEAN("xsd:boolean"),
    DATE("xsd:date"),
    DATETIME("xsd:dateTime"),
    REFERENCE("tns:ID");

    private final String soapType;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    FieldType(String soapType) {
        this.soapType = soapType;
    }

    /** As in describe: {@code xsd:string}. */
    public String soapType() {
        return soapType;
    }

    /** As in describe and in messages: {@code currency}. */
    public String wireName() {
        return wireName;
    }

    public boolean isText() {
        return this == STRING || this == TEXTAREA || this == PICKLIST || this == EMAIL || this == PHONE || this == URL;
    }

    /** A decimal number; {@link #INT} is none. */
    public boolean isDecimal() {
        return this == DOUBLE || this == CURRENCY || this == PERCENT;
    }

    public boolean isRecordId() {
        return this == ID || this == REFERENCE;
    }
}
