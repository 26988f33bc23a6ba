package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which JavaScript lists the members of an object: number-like names ({@code 7}, not {@code 07}) first
 * and ascending, then the others as they were added. Stateless.
 */
public final class MemberOrder {
    private static final long NO_INDEX = -1;
    private static final long MAX_INDEX = (1L << 32) - 2;
    private static final int MAX_DIGITS = 10;

    private MemberOrder() {}

    /** The index that a name spells in its shortest form, 0 to 2^32 - 2, else -1. */
    public static long arrayIndex(String name) {
        int length = name.length();
        if (length == 0 || length > MAX_DIGITS || (length > 1 && name.charAt(0) == '0')) {
            return NO_INDEX;
        }
        long index = 0;
        for (int i = 0; i < length; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_INDEX;
            }
            index = index * 10 + digit;
        }
        return index <= MAX_INDEX ? index : NO_INDEX;
    }

    /** The object itself when its members stand in order, else a copy (one level) in which they do. */
    public static ObjectNode ordered(ObjectNode object) {
        return isOrdered(object) ? object : inOrder(object);
    }

    private static boolean isOrdered(ObjectNode object) {
        boolean textSeen = false;
        long last = NO_INDEX;
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            long index = arrayIndex(names.next());
            if (index == NO_INDEX) {
                textSeen = true;
            } else if (textSeen || index < last) {
                return false;
            } else {
                last = index;
            }
        }
        return true;
    }

    private static ObjectNode inOrder(ObjectNode object) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        members.sort(Comparator.comparingLong(member -> sortKey(member.getKey())));
        Map<String, JsonNode> sorted = new LinkedHashMap<>();
        members.forEach(member -> sorted.put(member.getKey(), member.getValue()));
        return new ObjectNode(JsonNodeFactory.instance, sorted);
    }

    private static long sortKey(String name) {
        long index = arrayIndex(name);
        return index == NO_INDEX ? Long.MAX_VALUE : index;
    }
}
