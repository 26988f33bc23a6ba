package sluice.flow.routes;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LifecycleStrategy;

/** The beans of a running context, without those that would be made part of the context that looks them up. */
record BorrowedBeans(BeanRepository lender) implements BeanRepository {
    private static boolean isLent(Object bean) {
        return !(bean instanceof Component
                || bean instanceof Language
                || bean instanceof DataFormat
                || bean instanceof LifecycleStrategy);
    }

    @Override
    public Object lookupByName(String name) {
        Object bean = lender.lookupByName(name);
        return isLent(bean) ? bean : null;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        T bean = lender.lookupByNameAndType(name, type);
        return isLent(bean) ? bean : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return lender.findByTypeWithName(type).entrySet().stream()
                .filter(bean -> isLent(bean.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return lender.findByType(type).stream().filter(BorrowedBeans::isLent).collect(Collectors.toSet());
    }
}
